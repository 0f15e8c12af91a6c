# trivy's, old and new ids, until a day.
FROM debian:13@sha256:0000000000000000000000000000000000000000000000000000000000000000
#trivy:ignore:AVD-DS-0010
RUN sudo app
# trivy:ignore:DS010
RUN sudo app
# trivy:ignore:DS-0010:exp:2026-11-22
RUN sudo app
# trivy:ignore:DS-0010:exp:2026-11-21
RUN sudo app
#trivy:ignore:AVD-AWS-0001 #trivy:ignore:ds-0022
MAINTAINER me
USER 1:1
