FROM a
ENV
ENV A
ENV A=b C
ENV =b
ENV A="b
ENV A='b
ENV A=${b
ENV A=${b,,}
LABEL A=b C="d
ARG
ARG =x
ENV OK=1
