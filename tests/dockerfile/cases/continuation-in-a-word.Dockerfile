FR\
OM al\
pine:3 A\
S bu\
ild
EN\
V KE\
Y=va\
lue
RUN ec\
ho hel\
lo
COPY --fr\
om=bu\
ild a \
 b
