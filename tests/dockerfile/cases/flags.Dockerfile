FROM a
RUN --mount=type=secret,id=x --mount=type=bind,source=.,target=/s \
    --network=none \
    make
COPY --link=false --chmod="0755" --exclude=*.md --exclude=a\ b . /x
COPY --from=a -- --from /x
RUN -- --version
HEALTHCHECK --retries=3 --start-interval=1m30s CMD x
