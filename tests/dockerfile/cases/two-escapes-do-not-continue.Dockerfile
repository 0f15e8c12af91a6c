FROM a
RUN echo one \\
RUN echo two \\ 
ENV A=b\\
