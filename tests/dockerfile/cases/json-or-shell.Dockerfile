FROM a
CMD ["a", "b"]
CMD [ ]
CMD ["a" "b"]
CMD ['a', 'b']
CMD ["a",]
CMD ["a", "b"] # no
CMD ["tab	here"]
CMD ["\u00e9\ud83d\ude00\ud800x\n\/"]
ENTRYPOINT []
RUN ["a", \
  "b"]
RUN ["\x"]
CMD["a"]
