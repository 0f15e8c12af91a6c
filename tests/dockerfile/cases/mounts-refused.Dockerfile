FROM a
RUN --network=bridge --security=none a
RUN --mount=type=cahce,target=/x a
RUN --mount=type=bind,sharing=locked,target=/x a
RUN --mount=type=cache,target=/x,sharing=never a
RUN --mount=type=secret a
RUN --mount=from=$x,target=/x a
RUN --mount= a
RUN --mount=type=tmpfs,target=/t,size=1m --mount=type=ssh --mount=target=/c,ro ok
RUN --mount=type=$KIND,target=/x fine
