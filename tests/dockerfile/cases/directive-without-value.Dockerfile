# syntax=
# escape= 
FROM a
