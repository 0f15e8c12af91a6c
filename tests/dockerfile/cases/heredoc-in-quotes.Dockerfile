FROM a
RUN echo "<<EOF" '<<EOF' a<<EOF
RUN echo $((1<<2))
RUN echo \<<EOF
