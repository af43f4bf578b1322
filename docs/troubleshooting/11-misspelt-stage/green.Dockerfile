FROM alpine:3.24 AS build
RUN echo started >/said

FROM alpine:3.24
COPY --from=build /said /said
CMD ["cat", "/said"]
