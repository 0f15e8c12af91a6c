FROM a
RUN a > b >> c 2>&1 < d <> e >| f &> g &>> h 3<&- <<< "i j"
RUN > only
RUN 2>err cmd 12 >x
RUN echo 1>&2 x
