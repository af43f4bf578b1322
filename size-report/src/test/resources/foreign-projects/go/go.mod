module example.org/acme

go 1.27

require (
	example.org/platform v0.0.0
	github.com/go-chi/chi/v5 v5.5.0
)

replace example.org/platform => ./platform
