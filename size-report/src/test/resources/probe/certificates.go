//go:build ignore

// Makes what a test of TLS needs, into the folder that is named: a certification authority's certificate, and the
// certificate and key of a server that it vouches for.
package main

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"log"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"time"
)

func main() {
	authority := &x509.Certificate{
		SerialNumber:          big.NewInt(1),
		Subject:               pkix.Name{CommonName: "Test authority"},
		NotBefore:             time.Now().Add(-time.Hour),
		NotAfter:              time.Now().AddDate(10, 0, 0),
		IsCA:                  true,
		BasicConstraintsValid: true,
		KeyUsage:              x509.KeyUsageCertSign,
	}
	server := &x509.Certificate{
		SerialNumber: big.NewInt(2),
		Subject:      pkix.Name{CommonName: "Test server"},
		NotBefore:    authority.NotBefore,
		NotAfter:     authority.NotAfter,
		IPAddresses:  []net.IP{net.IPv4(127, 0, 0, 1)},
		KeyUsage:     x509.KeyUsageDigitalSignature,
		ExtKeyUsage:  []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	authorityKey, serverKey := newKey(), newKey()
	write("authority.crt", "CERTIFICATE", sign(authority, authority, authorityKey.Public(), authorityKey))
	write("server.crt", "CERTIFICATE", sign(server, authority, serverKey.Public(), authorityKey))
	der, err := x509.MarshalPKCS8PrivateKey(serverKey)
	check(err)
	write("server.key", "PRIVATE KEY", der)
}

func newKey() *ecdsa.PrivateKey {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	check(err)
	return key
}

func sign(certificate, by *x509.Certificate, key crypto.PublicKey, byKey crypto.PrivateKey) []byte {
	der, err := x509.CreateCertificate(rand.Reader, certificate, by, key, byKey)
	check(err)
	return der
}

func write(name, kind string, der []byte) {
	text := pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der})
	check(os.WriteFile(filepath.Join(os.Args[1], name), text, 0o644))
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
