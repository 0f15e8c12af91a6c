  FROM a  
	 RUN x 	
   # indented comment  
 ENV  A=b   C=d  
