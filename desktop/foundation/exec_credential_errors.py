"""The branch of the tree of errors that is about credentials for kubectl."""

from desktop.foundation.errors import InputError


class ExecInfoError(InputError):
    """What kubectl passed on says of itself that it is no request which can be answered."""

    happened = "KUBERNETES_EXEC_INFO asks for a credential that can't be given: {reason}."
    kept = "Nothing was handed out."
    next_step = "Name client.authentication.k8s.io/v1 or v1beta1 in the kubeconfig."
