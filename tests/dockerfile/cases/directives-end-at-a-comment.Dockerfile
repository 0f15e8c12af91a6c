# just a comment
# escape=`
# syntax=x
FROM a
RUN b \
 c
