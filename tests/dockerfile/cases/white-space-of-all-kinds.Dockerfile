FROM a
RUN	echo	x
RUN y
 　RUN z
RUN w
ENV A=b　C=d
      
EXPOSE 80 
