# escape=`
FROM mcr.microsoft.com/windows/servercore:ltsc2022
RUN dir `
  c:\ && `
  echo done
COPY a`
.txt c:\dest\
ENV A=b` c D="e`"f"
RUN ["cmd", "/c", "dir c:\\"]
