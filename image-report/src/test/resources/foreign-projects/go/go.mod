module example.org/acme

go 1.27

require github.com/go-chi/chi/v5 v5.5.0
