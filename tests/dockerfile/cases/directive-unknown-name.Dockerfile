# sintax=x
# escape=`
FROM a
