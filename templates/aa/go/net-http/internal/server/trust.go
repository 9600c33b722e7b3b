package server

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"log"
	"net/http"
	"os"
	"sync/atomic"
	"time"

	corev1 "k8s.io/api/core/v1"
)

// followed is a value that is read again and again; what cannot be read stays as it was.
type followed[T any] struct {
	what string
	// read gives the value and a mark, which differs where the value does. It may throw.
	read  func(ctx context.Context) (value *T, mark string)
	value atomic.Pointer[T]
	mark  string
}

func (f *followed[T]) load(ctx context.Context) (err error) {
	defer catch(&err)
	if value, mark := f.read(ctx); mark != f.mark {
		f.mark = mark
		f.value.Store(value)
	}
	return nil
}

// follow reads every five seconds; a failure is told once.
func (f *followed[T]) follow(ctx context.Context) {
	for told := ""; ctx.Err() == nil; time.Sleep(5 * time.Second) {
		before, err := f.mark, f.load(ctx)
		if f.mark != before {
			log.Printf("%s was read again: it has changed", f.what)
		}
		if err != nil && err.Error() != told {
			log.Printf("%s stays as it was: %v", f.what, err)
		}
		told = fmt.Sprint(err)
	}
}

// servingCertificate is a pair of files in PEM.
func servingCertificate(certFile, keyFile string) *followed[tls.Certificate] {
	read := func(context.Context) (*tls.Certificate, string) {
		cert, key := must(os.ReadFile(certFile)), must(os.ReadFile(keyFile))
		pair, err := tls.X509KeyPair(cert, key)
		if err != nil {
			throw(fmt.Errorf("%s and %s: %w", certFile, keyFile, err))
		}
		return &pair, string(cert) + string(key)
	}
	return &followed[tls.Certificate]{what: "The certificate", read: read}
}

// trust is whose certificates are believed: those of clients, and those of a front proxy, whose headers say who asks.
type trust struct {
	clients, proxies              *x509.CertPool
	names                         []string // common names of proxies; any where it is empty
	users, uids, groups, prefixes []string // headers
}

// trustOfFiles is that of flags; either file may be without a name.
func trustOfFiles(clientCA, proxyCA string, headers trust) *followed[trust] {
	open := func(file string) (data []byte) {
		if file != "" {
			data = must(os.ReadFile(file))
		}
		return data
	}
	read := func(context.Context) (*trust, string) {
		found, clients, proxies := headers, open(clientCA), open(proxyCA)
		found.clients, found.proxies = authorities(clientCA, clients), authorities(proxyCA, proxies)
		return &found, string(clients) + "\n" + string(proxies)
	}
	return &followed[trust]{what: "Whom to believe", read: read}
}

// trustOfCluster is what kube-apiserver says in a ConfigMap. A header that it does not name is not believed, because
// that kube-apiserver does not take it from what clients send.
func trustOfCluster(from *cluster) *followed[trust] {
	read := func(ctx context.Context) (*trust, string) {
		found := corev1.ConfigMap{}
		path := "/api/v1/namespaces/kube-system/configmaps/extension-apiserver-authentication"
		if err := from.ask(ctx, http.MethodGet, path, nil, &found); err != nil {
			throw(fmt.Errorf("the ConfigMap extension-apiserver-authentication in kube-system: %w; allow it with: "+
				"kubectl -n kube-system create rolebinding NAME --role=extension-apiserver-authentication-reader "+
				"--serviceaccount=NAMESPACE:NAME", err))
		}
		list := func(key string) (names []string) {
			if text := found.Data["requestheader-"+key]; text != "" {
				throw(json.Unmarshal([]byte(text), &names))
			}
			return names
		}
		pool := func(key string) *x509.CertPool { return authorities(key, []byte(found.Data[key])) }
		return &trust{
			clients: pool("client-ca-file"), proxies: pool("requestheader-client-ca-file"), names: list("allowed-names"),
			users: list("username-headers"), uids: list("uid-headers"), groups: list("group-headers"),
			prefixes: list("extra-headers-prefix"),
		}, string(must(json.Marshal(found.Data)))
	}
	return &followed[trust]{what: "Whom to believe", read: read}
}

// authorities are those of a PEM; nil of nothing.
func authorities(name string, data []byte) *x509.CertPool {
	if len(data) == 0 {
		return nil
	}
	pool, first := x509.NewCertPool(), true
	for block, rest := pem.Decode(data); first || block != nil; block, rest = pem.Decode(rest) {
		if block == nil {
			throw(errors.New(name + ": there is no certificate in PEM"))
		}
		pool.AddCert(must(x509.ParseCertificate(block.Bytes)))
		first = false
	}
	return pool
}
