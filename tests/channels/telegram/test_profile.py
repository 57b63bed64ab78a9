"""What stands in Telegram before anyone says anything: set where it differs, by who someone is, and in nobody's way."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from bot.channels.telegram.profile import MENUS, STAFF, commands, descriptions
from bot.clock import now
from bot.invite import invite
from dialogs.sharing import Role
from knowledge import Knowledge
from knowledge.faq import Audience
from tests.channels.telegram.conftest import running
from tests.channels.telegram.guide import Guide
from tests.channels.telegram.people import Phone
from tests.peers.telegram.server import BotApi, Fault

SETTING = ("setMyCommands", "setMyDescription", "setMyShortDescription")
ROLES = {"docent": "school", "ouder": "ouder", "leerling": "leerling"}


def set_by(api: BotApi) -> list[str]:
    return [call.method for call in api.calls if call.method in SETTING]


async def test_the_description_and_the_menu_of_everyone_are_there(guide: Guide, api: BotApi, knowledge: Knowledge) -> None:
    await api.wait(lambda: len(set_by(api)) == 3)
    assert tuple(api.descriptions.values()) == descriptions(knowledge)
    assert "proefopstelling" in api.descriptions["description"]
    assert api.commands[""] == [{"command": one.command, "description": one.description} for one in commands(knowledge)]


async def test_what_stands_there_already_is_not_set_again(api: BotApi, tmp_path: Path, knowledge: Knowledge) -> None:
    async with running(api, tmp_path, knowledge):
        await Phone(api, 77).ask("/start ouder")
        await api.wait(lambda: len(set_by(api)) == 4)
    async with running(api, tmp_path, knowledge):
        await Phone(api, 77).ask("/start ouder")
        await api.wait(lambda: len([call for call in api.calls if call.method == "getMyCommands"]) == 4)
        await api.wait(lambda: len([call for call in api.calls if call.method == "getMyShortDescription"]) == 2)
        await Phone(api, 77).ask("/menu")
    assert sorted(set_by(api)) == sorted([*SETTING, "setMyCommands"])


async def test_the_menu_is_of_who_someone_is(guide: Guide, api: BotApi) -> None:
    for number, word in enumerate(ROLES, 77):
        await Phone(api, number).ask(word)
    await api.wait(lambda: {"", "77", "78", "79"} <= api.commands.keys())
    menus = {chat: tuple(command["command"] for command in listed) for chat, listed in api.commands.items()}
    assert menus == {"": MENUS[None], "77": MENUS["school"], "78": MENUS["ouder"], "79": MENUS["leerling"]}
    assert len(set(menus.values())) == 4


async def test_who_becomes_one_of_the_staff_gets_its_commands_too(guide: Guide, api: BotApi) -> None:
    made = invite(Role("medewerker"), "", now())
    await guide.app.store.keep_code(made.kept)
    phone = Phone(api, 77)
    await phone.ask("docent")
    assert "medewerker" in (await phone.ask(f"/start koppel_{made.code}")).text
    await api.wait(lambda: menu(api, 77) == [*STAFF["medewerker"], *MENUS["school"]])
    assert await guide.app.store.handle("telegram") == "lobgids_bot"


@pytest.mark.parametrize("role", [Role("medewerker"), Role("contact", "gelderland"), Role("redactie")], ids=lambda role: role.name)
async def test_every_command_of_staff_means_something_to_them(guide: Guide, api: BotApi, role: Role, knowledge: Knowledge) -> None:
    made = invite(role, "", now())
    await guide.app.store.keep_code(made.kept)
    phone = Phone(api, 77)
    await phone.ask(f"/start koppel_{made.code}")
    await api.wait(lambda: "77" in api.commands)
    assert menu(api, 77) == [*STAFF.get(role.name, ()), *MENUS[None]]
    for name in {one for names in STAFF.values() for one in names}:
        understood = knowledge.phrases.general.unknown_command() not in (await phone.ask(f"/{name}")).text
        assert understood == (name in STAFF.get(role.name, ()))


async def test_who_is_no_longer_of_the_staff_loses_its_commands(guide: Guide, api: BotApi) -> None:
    """Of two roles only those of the one that was revoked."""
    boss, phone = Phone(api, 77), Phone(api, 78)
    for who, role in ((boss, Role("medewerker")), (phone, Role("medewerker")), (phone, Role("contact", "gelderland"))):
        made = invite(role, "", now())
        await guide.app.store.keep_code(made.kept)
        await who.ask(f"/start koppel_{made.code}")
    await phone.ask("docent")
    await api.wait(lambda: menu(api, 78) == [*STAFF["medewerker"], *MENUS["school"]])
    ((id,),) = guide.rows("SELECT id FROM persons WHERE key = 'telegram:78'")
    await boss.press_data(f"rol:ja:{id}.medewerker.")
    await api.wait(lambda: menu(api, 78) == [*STAFF["contact"], *MENUS["school"]])
    await boss.press_data(f"rol:ja:{id}.contact.gelderland")
    await api.wait(lambda: menu(api, 78) == list(MENUS["school"]))
    assert menu(api, 77) == [*STAFF["medewerker"], *MENUS[None]]


def menu(api: BotApi, chat: int) -> list[str]:
    return [one["command"] for one in api.commands.get(str(chat), [])]


def test_everyone_has_a_menu() -> None:
    assert MENUS.keys() == {None, *get_args(Audience)}


@pytest.mark.parametrize("word", ROLES)
async def test_every_command_of_a_menu_means_something_there(guide: Guide, api: BotApi, word: str, knowledge: Knowledge) -> None:
    phone, general = Phone(api, 77), knowledge.phrases.general
    await phone.ask(word)
    if word == "docent":
        await phone.ask("/scan")
        await phone.ask("vmbo")
    for name in MENUS[ROLES[word]]:  # type: ignore[index]
        said = (await phone.ask(f"/{name}")).text
        assert general.unknown_command() not in said
        assert general.not_now() not in said


async def test_when_telegram_does_not_want_it_everyone_is_answered_all_the_same(guide: Guide, api: BotApi) -> None:
    api.fault = lambda method, given: Fault(status=500) if "My" in method else None
    phone = Phone(api, 77)
    assert (await phone.ask("docent")).buttons
    assert (await phone.ask("/scan")).buttons
    assert "77" not in api.commands
