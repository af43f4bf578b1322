FROM --platform=nowhere alpine:3.22
