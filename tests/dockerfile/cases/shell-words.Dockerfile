FROM a
RUN a 'b c' "d e" f\ g h"i"'j' "" \é $x "$y" '$z' *.c [a] ~/x {a,b} {} $'k\nl' "m\"n\o"
RUN A=1 B="2 3" C+=4 D=$e cmd F=5
RUN arr=(a b "c d" $(e)) declare -a x=(1 2)
RUN echo a#b # comment && not here
