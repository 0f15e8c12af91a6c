rootProject.name = "java-spring-boot"
