FROM a
SHELL ["powershell", "-Command"]
RUN Get-Item x; if ($?) { y }
CMD Start-Process x
SHELL ["/bin/bash", "-c"]
RUN a && b
FROM b AS win
SHELL ["cmd", "/S", "/C"]
FROM win
RUN dir & echo x
HEALTHCHECK CMD curl x
FROM a
RUN apt-get update
