"""What people see of the bot: its name and its picture, set once."""

from __future__ import annotations

import logging
from io import BytesIO

from bot.channels.matrix.server import Refusal, Server, part
from bot.voice import TryLater

PIXELS = 256
_logger = logging.getLogger("lobgids")


async def show(server: Server, user: str, name: str) -> None:
    """Set what is not as it should be; when the server does not want that now, the bot works without."""
    path = f"/profile/{part(user)}"
    try:
        try:
            now = await server.ask("GET", path)
        except Refusal:  # nobody set anything yet
            now = {}
        if now.get("displayname") != name:
            await server.ask("PUT", f"{path}/displayname", {"displayname": name})
        if not now.get("avatar_url"):
            await server.ask("PUT", f"{path}/avatar_url", {"avatar_url": await server.upload(_portrait(), "image/png")})
    except (TryLater, Refusal) as error:
        _logger.warning("matrix profile error=%s", error or type(error).__name__)


def _portrait() -> bytes:
    """White letters on the blue of our pictures."""
    import font_source_sans_pro  # noqa: PLC0415 (once in the life of a bot)
    from PIL import Image, ImageDraw, ImageFont  # noqa: PLC0415

    image = Image.new("RGB", (PIXELS, PIXELS), (37, 106, 176))
    font = ImageFont.truetype(font_source_sans_pro.font_files_ttf["SourceSansProBold"], PIXELS // 3)
    ImageDraw.Draw(image).text((PIXELS / 2, PIXELS / 2), "LOB", fill=(255, 255, 255), font=font, anchor="mm")
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
