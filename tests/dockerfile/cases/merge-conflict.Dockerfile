FROM a
<<<<<<< HEAD
RUN a
=======
RUN b
>>>>>>> branch
