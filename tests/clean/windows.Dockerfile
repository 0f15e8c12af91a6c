# escape=`
FROM mcr.microsoft.com/dotnet/sdk:10.0-nanoserver-ltsc2025@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef AS build
WORKDIR C:\src
COPY Shop.csproj packages.lock.json .\
RUN dotnet restore --locked-mode
COPY src .\src
RUN dotnet publish -c Release -o C:\out

FROM mcr.microsoft.com/dotnet/aspnet:10.0-nanoserver-ltsc2025@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
WORKDIR C:\app
COPY --from=build C:\out .
USER ContainerUser
EXPOSE 8080
HEALTHCHECK CMD dotnet Shop.dll --probe
ENTRYPOINT ["dotnet", "Shop.dll"]
