// Says what crypto/x509 and client-go's loading of a bundle say of each case on stdin, one JSON line each.
package main

import (
	"bufio"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"os"
	"time"
)

type question struct {
	Chain, Bundle, Name string
	At                  int64
	// Of a client's certificate, which has no name to verify.
	IsClient bool
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var asked question
		if err := json.Unmarshal(lines.Bytes(), &asked); err != nil {
			panic(err)
		}
		said, _ := json.Marshal(verify(asked))
		fmt.Println(string(said))
	}
}

func verify(asked question) string {
	roots := x509.NewCertPool()
	// An empty bundle means the roots of the system, which know none of these CAs.
	if asked.Bundle != "" && !roots.AppendCertsFromPEM([]byte(asked.Bundle)) {
		return "unable to load root certificates: " + loadError([]byte(asked.Bundle))
	}
	intermediates := x509.NewCertPool()
	var leaf *x509.Certificate
	for rest := []byte(asked.Chain); ; {
		var block *pem.Block
		if block, rest = pem.Decode(rest); block == nil {
			break
		}
		certificate, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return "tls: failed to parse certificate from server: " + err.Error()
		}
		if leaf == nil {
			leaf = certificate
		} else {
			intermediates.AddCert(certificate)
		}
	}
	options := x509.VerifyOptions{
		Roots: roots, Intermediates: intermediates, DNSName: asked.Name, CurrentTime: time.Unix(asked.At, 0).UTC(),
	}
	if asked.IsClient {
		options.KeyUsages = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}
	}
	_, err := leaf.Verify(options)
	if err != nil {
		return err.Error()
	}
	return ""
}

// As createErrorParsingCAData of k8s.io/client-go transport/transport.go decides.
func loadError(data []byte) string {
	for len(data) > 0 {
		var block *pem.Block
		if block, data = pem.Decode(data); block == nil {
			return "unable to parse bytes as PEM block"
		}
		if block.Type != "CERTIFICATE" || len(block.Headers) != 0 {
			continue
		}
		if _, err := x509.ParseCertificate(block.Bytes); err != nil {
			return "failed to parse certificate: " + err.Error()
		}
	}
	return "no valid certificate authority data seen"
}
