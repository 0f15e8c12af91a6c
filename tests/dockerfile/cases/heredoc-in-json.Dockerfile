FROM a
RUN ["cat", "<<EOF"]
RUN x
