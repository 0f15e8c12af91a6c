FROM maven:3-eclipse-temurin-21 AS build
ADD pom.xml /src/
ADD src /src/src
RUN mvn -f /src/pom.xml package
FROM eclipse-temurin:21-jre
RUN apt-get update && apt-get install -y fontconfig tzdata
COPY --from=build /src/target/app.jar /app.jar
ENV DB_PASSWORD=changeit123 JAVA_OPTS=-Xmx512m
EXPOSE 8080
CMD ["java", "-jar", "/app.jar"]
