FROM a
COPY ["a b.txt", "c", "/d e/"]
ADD --chown=1:1 ["x", "/y"]
COPY ["only one"]
COPY []
