FROM a
RUN [[ -n $a && ( $b == c* || $d =~ ^e ) ]] && f; [ -f x ] && g
RUN ((i++)) && echo $((i<<2)) $[1+2]
RUN for ((i=0; i<3; i++)); do a; done
RUN ((a); b) && (( c ) )
