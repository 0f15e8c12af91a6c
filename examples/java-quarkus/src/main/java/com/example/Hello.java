package com.example;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

@Path("/")
public class Hello {
    @GET
    public String home() {
        return "hello from java-quarkus\n";
    }

    @GET
    @Path("healthz")
    public String health() {
        return "ok\n";
    }
}
