# LOB-gids: slim, not as root, with its data in a volume.
FROM python:3.13-slim

ENV PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1

WORKDIR /app
COPY requirements.lock.txt ./
RUN python -m pip install --require-hashes -r requirements.lock.txt
COPY pyproject.toml README.md ./
COPY knowledge ./knowledge
COPY dialogs ./dialogs
COPY bot ./bot
RUN python -m pip install --no-deps .

RUN useradd --system --home-dir /data --shell /usr/sbin/nologin lobgids && install -d -o lobgids -m 0700 /data
USER lobgids
ENV LOBGIDS_DATA=/data
VOLUME /data

CMD ["lobgids", "run"]
