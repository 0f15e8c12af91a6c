# A reason is needed, and so are brackets, and the right word.
FROM debian:13@sha256:0000000000000000000000000000000000000000000000000000000000000000
# hullwright: ignore[sudo-used]
RUN sudo app
# hullwright: ignore[sudo-used] -- !
RUN sudo app
# hullwright: ignore sudo-used our own
RUN sudo app
# hullwright: ignore[] our own
RUN sudo app
# hullwright: disable[sudo-used] our own
RUN sudo app
# hullwright: ignor[sudo-used] our own
RUN sudo app
USER 1:1
