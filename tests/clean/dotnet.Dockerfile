# syntax=docker/dockerfile:1.20@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
ARG DOTNET_VERSION=10.0

FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:${DOTNET_VERSION}@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef AS build
ARG TARGETARCH
WORKDIR /src
COPY Shop.csproj packages.lock.json ./
RUN --mount=type=cache,target=/root/.nuget/packages dotnet restore --locked-mode -a "$TARGETARCH"
COPY . ./src/
RUN --mount=type=cache,target=/root/.nuget/packages \
    dotnet publish src/Shop.csproj -a "$TARGETARCH" --no-restore -c Release -o /out \
    && chmod -R a=rX /out

FROM mcr.microsoft.com/dotnet/aspnet:${DOTNET_VERSION}-noble-chiseled@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
WORKDIR /app
COPY --from=build /out ./
ENV ASPNETCORE_HTTP_PORTS=8080 DOTNET_EnableDiagnostics=0
USER 1654:1654
EXPOSE 8080
HEALTHCHECK CMD ["dotnet", "Shop.dll", "--probe"]
ENTRYPOINT ["dotnet", "Shop.dll"]
