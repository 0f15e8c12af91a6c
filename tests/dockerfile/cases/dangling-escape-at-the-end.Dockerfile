FROM a
RUN one && \
