  # escape=`
# syntax=x
FROM a
RUN b `
 c
