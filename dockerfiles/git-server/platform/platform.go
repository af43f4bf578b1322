// Package platform is what the services of a company have in common, and nobody else's business.
package platform

import "net/http"

// Header says in every answer which release of the platform a service is built with.
func Header(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Platform", "v1.0.0")
		next.ServeHTTP(w, r)
	})
}
