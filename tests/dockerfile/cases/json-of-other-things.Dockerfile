FROM a
CMD ["a", 1]
RUN [true]
ENTRYPOINT [["a"]]
VOLUME [{"a": [1.5e3, null]}]
COPY ["a", null, "b"]
CMD ["a", 01]
