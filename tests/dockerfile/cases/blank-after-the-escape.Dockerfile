FROM a
RUN one \  
 two \	
 three
ENV A=b \ 
 C=d
