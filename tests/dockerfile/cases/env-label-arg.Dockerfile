FROM a
ENV A=b C="d e" F='g $h' I=j\ k L="m\"n" EMPTY= Q="" R=x=y
ENV LEGACY  some "quoted" value  
ENV MULTI=a \
    LINE="b \
c" \
    # why
    END=d
LABEL a.b=c "d e"="f g" h\ i=j
LABEL legacy value here
ARG plain
ARG a=1 b c="2 3"
ENV P=$PATH:${HOME:-/root}/bin S=\$x T='$y'
