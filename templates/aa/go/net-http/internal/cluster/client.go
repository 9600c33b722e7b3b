// Package cluster asks kube-apiserver what only it knows: tokens, rights, namespaces, whom to believe.
package cluster

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/yaml"
)

// Client speaks to one kube-apiserver with plain HTTP.
type Client struct {
	server string
	token  func() string
	http   *http.Client
}

type kubeconfig struct {
	CurrentContext string `json:"current-context"`
	Contexts       []struct {
		Name    string `json:"name"`
		Context struct {
			Cluster string `json:"cluster"`
			User    string `json:"user"`
		} `json:"context"`
	} `json:"contexts"`
	Clusters []struct {
		Name    string `json:"name"`
		Cluster struct {
			Server        string `json:"server"`
			CAFile        string `json:"certificate-authority"`
			CAData        []byte `json:"certificate-authority-data"`
			TLSServerName string `json:"tls-server-name"`
			Insecure      bool   `json:"insecure-skip-tls-verify"`
		} `json:"cluster"`
	} `json:"clusters"`
	Users []struct {
		Name string `json:"name"`
		User struct {
			Token     string `json:"token"`
			TokenFile string `json:"tokenFile"`
			CertFile  string `json:"client-certificate"`
			CertData  []byte `json:"client-certificate-data"`
			KeyFile   string `json:"client-key"`
			KeyData   []byte `json:"client-key-data"`
			Exec      any    `json:"exec"`
		} `json:"user"`
	} `json:"users"`
}

// FromKubeconfig reads the current context of a file.
func FromKubeconfig(file string) (*Client, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("kubeconfig: %w", err)
	}
	var config kubeconfig
	if err := yaml.Unmarshal(data, &config); err != nil {
		return nil, fmt.Errorf("kubeconfig %s: %w", file, err)
	}
	read := func(name string, data []byte) []byte {
		if name != "" && len(data) == 0 && err == nil {
			if !filepath.IsAbs(name) {
				name = filepath.Join(filepath.Dir(file), name)
			}
			data, err = os.ReadFile(name)
		}
		return data
	}
	for _, context := range config.Contexts {
		if context.Name != config.CurrentContext {
			continue
		}
		client := &Client{token: func() string { return "" }}
		settings := &tls.Config{MinVersion: tls.VersionTLS12}
		for _, each := range config.Clusters {
			if each.Name == context.Context.Cluster {
				client.server = strings.TrimSuffix(each.Cluster.Server, "/")
				settings.ServerName, settings.InsecureSkipVerify = each.Cluster.TLSServerName, each.Cluster.Insecure
				if ca := read(each.Cluster.CAFile, each.Cluster.CAData); len(ca) > 0 {
					settings.RootCAs = x509.NewCertPool()
					settings.RootCAs.AppendCertsFromPEM(ca)
				}
			}
		}
		for _, each := range config.Users {
			if each.Name != context.Context.User {
				continue
			}
			user := each.User
			if user.Exec != nil {
				return nil, fmt.Errorf("kubeconfig %s: exec plugins are not run; give it a token or a certificate", file)
			}
			client.token = func() string { return user.Token }
			if user.TokenFile != "" {
				client.token = func() string { return strings.TrimSpace(string(read(user.TokenFile, nil))) }
			}
			if cert := read(user.CertFile, user.CertData); len(cert) > 0 && err == nil {
				pair, failed := tls.X509KeyPair(cert, read(user.KeyFile, user.KeyData))
				settings.Certificates, err = []tls.Certificate{pair}, errors.Join(err, failed)
			}
		}
		if client.server == "" {
			return nil, fmt.Errorf("kubeconfig %s: the context %s names no cluster of it", file, context.Name)
		}
		client.http = newHTTP(settings)
		return client, err
	}
	return nil, fmt.Errorf("kubeconfig %s: there is no context %q", file, config.CurrentContext)
}

const account = "/var/run/secrets/kubernetes.io/serviceaccount/"

// InCluster is for a pod with a service account; nil elsewhere.
func InCluster() (*Client, error) {
	host, port := os.Getenv("KUBERNETES_SERVICE_HOST"), os.Getenv("KUBERNETES_SERVICE_PORT")
	if _, err := os.Stat(account + "token"); host == "" || port == "" || err != nil {
		return nil, nil
	}
	ca, err := os.ReadFile(account + "ca.crt")
	if err != nil {
		return nil, err
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(ca)
	return &Client{
		server: "https://" + net.JoinHostPort(host, port),
		token: func() string {
			// The kubelet writes a new one before the old one expires.
			token, _ := os.ReadFile(account + "token")
			return strings.TrimSpace(string(token))
		},
		http: newHTTP(&tls.Config{MinVersion: tls.VersionTLS12, RootCAs: pool}),
	}, nil
}

func newHTTP(settings *tls.Config) *http.Client {
	transport := &http.Transport{TLSClientConfig: settings, ForceAttemptHTTP2: true, MaxIdleConnsPerHost: 32}
	return &http.Client{Transport: transport, Timeout: 10 * time.Second}
}

// Get reads an object.
func (c *Client) Get(ctx context.Context, path string, into any) error {
	return c.do(ctx, http.MethodGet, path, nil, into)
}

// Review posts an object and reads what became of it; where kube-apiserver fails it is asked again, as
// k8s.io/apiserver does.
func (c *Client) Review(ctx context.Context, path string, object any) error {
	body, err := json.Marshal(object)
	if err != nil {
		return err
	}
	for wait, tries := 500*time.Millisecond, 1; ; wait, tries = wait*3/2, tries+1 {
		err = c.do(ctx, http.MethodPost, path, body, object)
		answer := apierrors.APIStatus(nil)
		isFinal := errors.As(err, &answer) && answer.Status().Code < 500 && answer.Status().Code != http.StatusTooManyRequests
		if err == nil || isFinal || tries == 5 {
			return err
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(wait):
		}
	}
}

func (c *Client) do(ctx context.Context, method, path string, body []byte, into any) error {
	r, err := http.NewRequestWithContext(ctx, method, c.server+path, bytes.NewReader(body))
	if err != nil {
		return err
	}
	r.Header.Set("Accept", "application/json")
	r.Header.Set("Content-Type", "application/json")
	if token := c.token(); token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	answer, err := c.http.Do(r)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	data, err := io.ReadAll(answer.Body)
	if err != nil {
		return err
	}
	if answer.StatusCode >= 300 {
		status := metav1.Status{}
		if json.Unmarshal(data, &status) != nil || status.Message == "" {
			status.Message = fmt.Sprintf("kube-apiserver answers %s", answer.Status)
		}
		status.Code = int32(answer.StatusCode)
		return &apierrors.StatusError{ErrStatus: status}
	}
	return json.Unmarshal(data, into)
}
