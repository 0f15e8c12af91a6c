FROM
FROM a b
FROM a AS
FROM a AS 1x
FROM a is b
FROM a AS b c
FROM Upper/Case
FROM a:b:c
RUN still read
