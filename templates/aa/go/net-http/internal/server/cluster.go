package server

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"sigs.k8s.io/yaml"
)

// cluster asks kube-apiserver what only it knows: tokens, rights, namespaces, whom to believe.
type cluster struct {
	server string
	token  func() string
	http   *http.Client
}

// kubeconfig is as much of one as is read.
type kubeconfig struct {
	CurrentContext            string `json:"current-context"`
	Contexts, Clusters, Users entries
}

type entries []entry

type entry struct {
	Name    string
	Context struct{ Cluster, User string }
	Cluster clusterEntry
	User    userEntry
}

// named is the entry of a name, an empty one where there is none.
func (e entries) named(name string) (found entry) {
	for _, each := range e {
		if each.Name == name {
			found = each
		}
	}
	return found
}

type clusterEntry struct {
	Server        string `json:"server"`
	CAFile        string `json:"certificate-authority"`
	CAData        []byte `json:"certificate-authority-data"`
	TLSServerName string `json:"tls-server-name"`
	Insecure      bool   `json:"insecure-skip-tls-verify"`
}

type userEntry struct {
	Token     string `json:"token"`
	TokenFile string `json:"tokenFile"`
	CertFile  string `json:"client-certificate"`
	CertData  []byte `json:"client-certificate-data"`
	KeyFile   string `json:"client-key"`
	KeyData   []byte `json:"client-key-data"`
	Exec      any    `json:"exec"`
}

// fromKubeconfig reads the current context of a file.
func fromKubeconfig(file string) *cluster {
	config := kubeconfig{}
	if err := yaml.Unmarshal(must(os.ReadFile(file)), &config); err != nil {
		throw(fmt.Errorf("kubeconfig %s: %w", file, err))
	}
	context := config.Contexts.named(config.CurrentContext).Context
	of, as := config.Clusters.named(context.Cluster).Cluster, config.Users.named(context.User).User
	if of.Server == "" {
		throw(fmt.Errorf("kubeconfig %s: the context %q leads to no cluster", file, config.CurrentContext))
	}
	if as.Exec != nil {
		throw(fmt.Errorf("kubeconfig %s: exec plugins are not run; give it a token or a certificate", file))
	}
	return newCluster(of, as, filepath.Dir(file))
}

// inCluster is for a pod with a service account; nil elsewhere.
func inCluster() *cluster {
	const account = "/var/run/secrets/kubernetes.io/serviceaccount/"
	host, port := os.Getenv("KUBERNETES_SERVICE_HOST"), os.Getenv("KUBERNETES_SERVICE_PORT")
	if _, err := os.Stat(account + "token"); host == "" || port == "" || err != nil {
		return nil
	}
	of := clusterEntry{Server: "https://" + net.JoinHostPort(host, port), CAFile: account + "ca.crt"}
	return newCluster(of, userEntry{TokenFile: account + "token"}, "")
}

// newCluster takes files relative to a directory.
func newCluster(of clusterEntry, as userEntry, directory string) *cluster {
	path := func(name string) string {
		if filepath.IsAbs(name) {
			return name
		}
		return filepath.Join(directory, name)
	}
	read := func(name string, data []byte) []byte {
		if name == "" || len(data) > 0 {
			return data
		}
		return must(os.ReadFile(path(name)))
	}
	settings := &tls.Config{MinVersion: tls.VersionTLS12, ServerName: of.TLSServerName, InsecureSkipVerify: of.Insecure}
	settings.RootCAs = authorities("the CA of kube-apiserver", read(of.CAFile, of.CAData))
	if cert := read(as.CertFile, as.CertData); len(cert) > 0 {
		settings.Certificates = []tls.Certificate{must(tls.X509KeyPair(cert, read(as.KeyFile, as.KeyData)))}
	}
	transport := &http.Transport{TLSClientConfig: settings, ForceAttemptHTTP2: true, MaxIdleConnsPerHost: 32}
	token := func() string {
		if as.TokenFile == "" {
			return as.Token
		}
		// The kubelet writes a new one before the old one expires.
		data, _ := os.ReadFile(path(as.TokenFile))
		return strings.TrimSpace(string(data))
	}
	client := &http.Client{Transport: transport, Timeout: 10 * time.Second}
	return &cluster{server: strings.TrimSuffix(of.Server, "/"), token: token, http: client}
}

// review posts an object and reads what became of it; where kube-apiserver fails it is asked again, as
// k8s.io/apiserver does.
func (c *cluster) review(ctx context.Context, path string, object any) error {
	body := must(json.Marshal(object))
	for wait, tries := 500*time.Millisecond, 1; ; wait, tries = wait*3/2, tries+1 {
		err := c.ask(ctx, http.MethodPost, path, body, object)
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

func (c *cluster) ask(ctx context.Context, method, path string, body []byte, into any) error {
	r, err := http.NewRequestWithContext(ctx, method, c.server+path, bytes.NewReader(body))
	if err != nil {
		return err
	}
	r.Header.Set("Accept", inJSON)
	r.Header.Set("Content-Type", inJSON)
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
			status.Message = "kube-apiserver answers " + answer.Status
		}
		status.Code = int32(answer.StatusCode)
		return &apierrors.StatusError{ErrStatus: status}
	}
	return json.Unmarshal(data, into)
}

// admitCreate lets an object into a namespace that is there and stays: kube-apiserver, which forwards the request, does
// not look. Without a cluster every namespace is one.
func (c *cluster) admitCreate(ctx context.Context, resource schema.GroupResource, namespace, name string) {
	if c == nil || namespace == "" {
		return
	}
	found := corev1.Namespace{}
	err := c.ask(ctx, http.MethodGet, "/api/v1/namespaces/"+url.PathEscape(namespace), nil, &found)
	switch {
	case apierrors.IsNotFound(err):
		throw(apierrors.NewNotFound(corev1.Resource("namespaces"), namespace))
	case err != nil:
		throw(fmt.Errorf("kube-apiserver cannot be asked for the namespace: %w", err))
	case found.Status.Phase != corev1.NamespaceTerminating:
		return
	}
	denied := apierrors.NewForbidden(resource, name,
		fmt.Errorf("unable to create new content in namespace %s because it is being terminated", namespace))
	cause := metav1.StatusCause{Type: corev1.NamespaceTerminatingCause, Field: "metadata.namespace"}
	cause.Message = fmt.Sprintf("namespace %s is being terminated", namespace)
	denied.ErrStatus.Details.Causes = []metav1.StatusCause{cause}
	throw(denied)
}
