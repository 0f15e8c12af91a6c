FROM a
RUN one \
# first
   # second \
  && two \

  	
  && three
# after
#
RUN x # not a comment of the file
