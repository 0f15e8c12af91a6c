FROM --platfrom=x a
COPY --link=maybe --chown a b
COPY --chown=1 --chown=2 a b
COPY --LINK a b
RUN --cache=x y
CMD --flag
ENV --x=1 A=b
HEALTHCHECK --interval=5 CMD x
HEALTHCHECK --interval=1us --retries=-1 CMD x
HEALTHCHECK --nonsense NONE
