#define PY_SSIZE_T_CLEAN
#include <Python.h>

static PyObject *say(PyObject *self, PyObject *arguments) {
  return PyBytes_FromString("Hello, World!");
}

static PyMethodDef methods[] = {{"say", say, METH_NOARGS, "The greeting, as bytes."}, {NULL, NULL, 0, NULL}};

static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "greeting", NULL, -1, methods};

PyMODINIT_FUNC PyInit_greeting(void) { return PyModule_Create(&module); }
