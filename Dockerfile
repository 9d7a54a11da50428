# The crawl in a container: docs/schedule.md says how to start it.
FROM python:3.13-slim AS build
COPY . /source
RUN python -m venv /opt/arsip && /opt/arsip/bin/pip install --no-cache-dir /source

FROM python:3.13-slim
COPY --from=build /opt/arsip /opt/arsip
RUN useradd --system --uid 10001 --no-create-home --home-dir /archive --shell /usr/sbin/nologin arsip \
    && install --directory --owner=arsip --group=arsip /archive
ENV PATH=/opt/arsip/bin:$PATH PYTHONUNBUFFERED=1
USER 10001
WORKDIR /archive
VOLUME /archive
# Pages in hand are finished.
STOPSIGNAL SIGTERM
ENTRYPOINT ["scrape"]
CMD ["--help"]
