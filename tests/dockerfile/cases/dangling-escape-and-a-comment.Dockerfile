FROM a
RUN one \
# the end
